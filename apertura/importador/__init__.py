"""Del archivo oficial al Parquet validado: lee, armoniza, corrige y valida."""
