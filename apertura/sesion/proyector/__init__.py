"""El proyector: un solo HTML con toda la sesión dentro, que se proyecta desde el servidor o desde una memoria, con red o sin ella."""

from apertura.sesion.proyector.documento import MIME, Hoja, hojas, pie, proyectar

__all__ = ["MIME", "Hoja", "hojas", "pie", "proyectar"]
