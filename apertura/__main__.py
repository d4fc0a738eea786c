"""`python -m apertura`: construir, verificar, consultar y documentar desde la terminal."""

import signal
import sys

from apertura.cli import principal

if __name__ == "__main__":
    # Que terminarla por las buenas también limpie: suelta el candado y detiene al proceso que lee.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(principal())
