"""`python -m apertura`: construir, verificar, consultar y documentar desde la terminal."""

import sys

from apertura.cli import principal

if __name__ == "__main__":
    sys.exit(principal())
