"""Los siete indicadores de la MGA, en el orden en que los trae su base."""

SIETE = ("GA", "T", "P", "TG", "TC", "PG", "PC")
