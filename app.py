"""Release Explorer: `streamlit run app.py`."""

import streamlit as st

from explorer.ui.server import middleware, routes
from explorer.ui.start import get_ready

if __name__ == "__main__":  # the script, run for each visitor
    from explorer.ui.shell import render_shell

    st.set_page_config(page_title="Release Explorer", layout="wide")
    render_shell()
else:  # the server, imported once
    app = st.App(__file__, routes=routes(), middleware=middleware(), lifespan=get_ready)
