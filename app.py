"""Release Explorer: `streamlit run app.py`."""

import streamlit as st

from explorer.ui.server import import_ahead, middleware, routes

if __name__ == "__main__":  # the script, run for each visitor
    from explorer.ui.shell import render_shell

    st.set_page_config(page_title="Release Explorer", page_icon="🗺️", layout="wide")
    render_shell()
else:  # the server, imported once
    app = st.App(__file__, routes=routes(), middleware=middleware(), lifespan=import_ahead)
