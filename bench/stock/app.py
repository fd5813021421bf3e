"""The first screen and a question of Kanvas Lestari, written as Streamlit's own examples are.

Answers are stored in SQLite. bench/servers.py runs it with another working directory:
none of our settings apply.
"""

import os
import sqlite3

import streamlit as st

QUESTIONS = 24
OPTIONS = (
    "Tidak dicatat, diingat saja",
    "Kadang dicatat, kalau sempat",
    "Dicatat tiap hari di buku",
    "Dicatat tiap hari, dihitung tiap bulan",
)


@st.cache_resource
def store() -> sqlite3.Connection:
    """One connection for everybody; Streamlit's tutorials do it so."""
    connection = sqlite3.connect(os.environ["STOCK_DATABASE"], check_same_thread=False, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA busy_timeout=30000")
    connection.execute("CREATE TABLE IF NOT EXISTS answer (session, question, value, PRIMARY KEY (session, question))")
    return connection


def session() -> str:
    """Who answers."""
    return st.runtime.scriptrunner.get_script_run_ctx().session_id


def home() -> None:
    """What one gets, and the way in."""
    st.title("Lihat usaha Anda secara utuh")
    st.write("Jawab pertanyaan singkat, lihat nilai usaha Anda, dan bawa pulang rencananya.")
    st.markdown("1. Nilai usaha dan alasannya\n2. Kanvas usaha yang terisi\n3. Rencana langkah kecil")
    st.caption("Sekitar 15 menit. Tidak ada jawaban yang salah.")
    if st.button("Mulai", key="start", type="primary"):
        st.session_state["number"] = 1
        st.rerun()


def question(number: int) -> None:
    """One question; its answer is stored."""
    st.progress(number / QUESTIONS, f"Pertanyaan {number} dari {QUESTIONS}")
    st.subheader("Bagaimana uang masuk dan keluar usaha dicatat?")
    answer = st.radio("Pilih satu", OPTIONS, index=None, key=f"q_{number}")
    if answer:
        store().execute("REPLACE INTO answer VALUES (?, ?, ?)", (session(), number, answer))
        st.caption("tersimpan ✓")
    back, onward = st.columns(2)
    if back.button("Kembali", key="back"):
        st.session_state["number"] = max(number - 1, 1)
        st.rerun()
    if onward.button("Lanjut", key="next", type="primary"):
        st.session_state["number"] = number % QUESTIONS + 1
        st.rerun()


st.set_page_config(page_title="Kanvas", layout="centered")
st.radio("Bahasa", ("ID", "EN"), horizontal=True, key="language")
if "number" not in st.session_state:
    home()
else:
    question(st.session_state["number"])
