"""Corpus C y D: codificaciones y estructura de los textos separados por comas."""

from tests.corpus.casos import caso

TABLA = [["nombre", "valor"], ["México", "0.5"], ["Peñón", "1"]]
PLANA = "nombre,valor\nMéxico,0.5\nPeñón,1\n"
ANCHA = ",".join(f"c{i}" for i in range(1000)) + "\n"
SIMPLE = [["a", "b"], ["1", "2"], ["3", "4"]]

CODIFICACION = [
    caso("C01 Latin-1 con punto y coma", PLANA.replace(",", ";").replace(".", ",").encode("latin-1"), "CODIFICACION",
         [["nombre", "valor"], ["México", "0,5"], ["Peñón", "1"]]),
    caso("C02 comillas curvas de Windows", "nombre,valor\n“Méx” – x,1\nñ,2\n".encode("cp1252"), "CODIFICACION",
         [["nombre", "valor"], ["“Méx” – x", "1"], ["ñ", "2"]]),
    caso("C03 UTF-8 con marca", PLANA.encode("utf-8-sig"), "", TABLA),
    caso("C04 UTF-16 con marca", PLANA.encode("utf-16"), "CODIFICACION", TABLA),
    caso("C04 UTF-16 sin marca", PLANA.encode("utf-16-be"), "CODIFICACION", TABLA),
    caso("C05 líneas en UTF-8 y en Latin-1", "nombre,valor\nMéxico,0.5\n".encode() + "Peñón,1\n".encode("latin-1"), "CODIFICACION-MIXTA",
         TABLA, (3,)),
    caso("C06 bytes sueltos como los de 2017", "nombre,valor\nMéxico,1\n".encode() + b"Villa de a\x81?lvarez,2\nCoyoac\x80\x94n,3\n",
         "CODIFICACION-MIXTA CARACTER-DANADO",
         [["nombre", "valor"], ["México", "1"], ["Villa de a\ufffd?lvarez", "2"], ["Coyoac€”n", "3"]], (3, 3, 4)),
    caso("C07 acentos dobles: se leen y los juzga el catálogo", "nombre,valor\nMÃ©xico,1\nx,2\n".encode(), "",
         [["nombre", "valor"], ["MÃ©xico", "1"], ["x", "2"]]),
    caso("C08 acento perdido: se lee y lo juzga el catálogo", "nombre,valor\nM?xico,1\nM\ufffdxico,2\n".encode(), "",
         [["nombre", "valor"], ["M?xico", "1"], ["M\ufffdxico", "2"]]),
    caso("C09 acentos separados, espacios duros e invisibles",
         "nombre,valor\nMe\u0301xico\u00a0DF,\u200b1\nPe\u00adso,2 \nx\u202ey,3\n".encode(), "ESPACIOS",
         [["nombre", "valor"], ["México DF", "1"], ["Peso", "2"], ["xy", "3"]], (2,)),
    caso("C10 caracteres de control", b"nombre,valor\nA\x00,1\nB\x1b,2\nC,3\n", "CONTROL",
         [["nombre", "valor"], ["A\x00", "1"], ["B\x1b", "2"], ["C", "3"]], (2, 3)),
    caso("C11 MS-DOS", PLANA.encode("cp850"), "CODIFICACION-DUDOSA", TABLA),
    caso("C11 Mac antiguo", PLANA.encode("mac_roman"), "CODIFICACION-DUDOSA", TABLA),
]  # fmt: skip

ESTRUCTURA = [
    caso("D01 renglones disparejos", b"a,b,c\n1,2,3\n4,5\n6,7,8,9\n1,1,1\n", "COLUMNAS",
         [["a", "b", "c", None], ["1", "2", "3", None], ["4", "5", None, None], ["6", "7", "8", "9"], ["1", "1", "1", None]], (3, 4)),
    caso("D02 comilla sin cerrar", b'a,b\n1,2\n"x,3\n4,5\n', "COMILLAS", None, (3,)),
    caso("D02 comilla sin cerrar en un archivo largo", b'a,b\n1,"2\n' + b"3,4\n" * 20_000, "COMILLAS", None, (2,)),
    caso("D03 sólo retorno de carro", b"a,b\r1,2\r3,4\r", "FIN-DE-LINEA", SIMPLE),
    caso("D04 finales mezclados y salto dentro de comillas", b'a,b\r\n1,"2\nx"\n3,4\r\n', "", [["a", "b"], ["1", "2\nx"], ["3", "4"]]),
    caso("D05 punto y coma", b"a;b\n1;2\n3;4\n", "", SIMPLE),
    caso("D05 tabulador", b"a\tb\n1\t2\n3\t4\n", "", SIMPLE, nombre="base.tsv"),
    caso("D05 barra", b"a|b\n1|2\n3|4\n", "", SIMPLE),
    caso("D05 punto y coma con coma decimal", b"a;b;c\n0,1;0,2;0,3\n0,4;0,5;0,6\n", "",
         [["a", "b", "c"], ["0,1", "0,2", "0,3"], ["0,4", "0,5", "0,6"]]),
    caso("D06 título arriba: el encabezado lo elige quien entiende", b"Base de 2019\n\na,b\n1,2\n3,4\n", "",
         [["Base de 2019", None], *SIMPLE]),
    caso("D07 celda de 5 MB", b"a,b\n1," + b"x" * 5_000_000 + b"\n", "CELDA-LARGA", None, (2,)),
    caso("D08 mil columnas", lambda: ANCHA.encode() * 3, "DIMENSION"),
    caso("D09 trescientos mil renglones", lambda: b"a,b\n" + b"1,2\n" * 300_000, "DIMENSION"),
    caso("D09 cabe en renglones y en columnas, pero no en celdas", lambda: (b"1," * 400 + b"1\n") * 6_000, "DIMENSION"),
    caso("D10 sólo encabezado", b"a,b,c\n", "SIN-FILAS"),
    caso("D11 cambia de tipo muy abajo: todo es texto", lambda: b"a,b\n" + b"1,2\n" * 30_000 + b"x,y\n", "",
         [["a", "b"], *[["1", "2"]] * 30_000, ["x", "y"]]),
    caso("D12 sep= y comentarios", b"sep=;\n# nota, con coma\na;b\n1;2\n3;4\n", "SEPARADOR COMENTARIO", SIMPLE, (1, 2)),
    caso("D13 separador al final", b"a,b,\n1,2,\n3,4,\n", "COLUMNA-VACIA", SIMPLE),
    caso("D14 encabezado repetido: lo quita quien entiende", b"a,b\n1,2\na,b\n3,4\n", "", [["a", "b"], ["1", "2"], ["a", "b"], ["3", "4"]]),
]  # fmt: skip
