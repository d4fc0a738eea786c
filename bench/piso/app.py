"""El piso: lo menos que puede costar una interacción en Streamlit. Un botón, unas opciones a la vista y un renglón de texto."""

import streamlit as st

st.set_page_config(page_title="Piso", layout="wide")
st.session_state["corrida"] = st.session_state.get("corrida", 0) + 1
st.button("Otra vez")
opcion = st.segmented_control("Opción", ["Uno", "Dos", "Tres"], default="Uno")
st.text(f"Corrida {st.session_state['corrida']}, opción {opcion}")
