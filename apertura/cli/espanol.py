"""argparse en español: traduce las frases que la biblioteca escribe por su cuenta."""

import argparse
import sys
from typing import NoReturn

# Frases de argparse de Python 3.11 a 3.14; una prueba revisa que no falte ninguna de la versión en uso.
FRASES = {
    "usage: ": "uso: ",
    "positional arguments": "argumentos",
    "options": "opciones",
    "subcommands": "órdenes",
    "show this help message and exit": "muestra esta ayuda y termina",
    "show program's version number and exit": "muestra la versión y termina",
    "%(prog)s: error: %(message)s\n": "%(prog)s: error: %(message)s\n",
    "%(prog)s: warning: %(message)s\n": "%(prog)s: aviso: %(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "the following arguments are required: %s": "falta: %s",
    "one of the arguments %s is required": "falta una de estas opciones: %s",
    "unrecognized arguments: %s": "no se reconoce: %s",
    "not allowed with argument %s": "no se puede usar junto con %s",
    "ambiguous option: %(option)s could match %(matches)s": "«%(option)s» puede ser %(matches)s",
    "ignored explicit argument %r": "no lleva valor, y se dio %r",
    "expected one argument": "lleva un valor",
    "expected at most one argument": "lleva a lo más un valor",
    "expected at least one argument": "lleva al menos un valor",
    "expected %s argument": "lleva %s valor",
    "expected %s arguments": "lleva %s valores",
    "invalid %(type)s value: %(value)r": "%(value)r no es %(type)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r no está entre: %(choices)s",
    "invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)": (
        "%(value)r no está entre: %(choices)s. ¿Quiso decir %(suggestion)r?"
    ),
    "can't open '%(filename)s': %(error)s": "no se puede abrir «%(filename)s»: %(error)s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "%(parser_name)r no está entre: %(choices)s",
    "mutually exclusive arguments must be optional": "las opciones que se excluyen no pueden ser obligatorias",
    "conflicting option string: %s": "opción repetida: %s",
    "conflicting option strings: %s": "opciones repetidas: %s",
    "option '%(option)s' is deprecated": "la opción «%(option)s» ya no se usa",
    "command '%(parser_name)s' is deprecated": "la orden «%(parser_name)s» ya no se usa",
    "argument '%(argument_name)s' is deprecated": "«%(argument_name)s» ya no se usa",
    " (default: %(default)s)": " (por omisión: %(default)s)",
}


class Analizador(argparse.ArgumentParser):
    """ArgumentParser con ayuda en español y el error en un solo renglón, con la pista para seguir."""

    def __init__(self, **opciones) -> None:
        super().__init__(**{"allow_abbrev": False, **opciones, "add_help": False})
        self.add_argument("-h", "--ayuda", "--help", action="help", help=FRASES["show this help message and exit"])

    def error(self, message: str) -> NoReturn:
        """Termina con código 2 y un renglón: qué pasó y cómo pedir la ayuda."""
        print(f"Error: {' '.join(message.split())}. Vea «{self.prog} --ayuda».", file=sys.stderr)
        sys.exit(2)


def _traducir(frase: str) -> str:
    return FRASES.get(frase, frase)


def _traducir_numero(singular: str, plural: str, cantidad: int) -> str:
    return _traducir(singular if cantidad == 1 else plural)


# argparse busca sus frases con estas dos funciones de su módulo; no ofrece otra manera de cambiar el idioma.
setattr(argparse, "_", _traducir)  # noqa: B010
setattr(argparse, "ngettext", _traducir_numero)  # noqa: B010
