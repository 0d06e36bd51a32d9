"""Việc của tôi: the list of what waits for this person, each one click away."""

import streamlit as st

from thidua.domain.period.owed import OwedTask
from thidua.services.progress import my_tasks
from thidua.ui.frame import links
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context


def draw(ctx: Context) -> None:
    """Vẽ danh sách việc; says so where there is none."""
    found = my_tasks.waiting(ctx.work)
    st.header("Việc của tôi", anchor=False)
    if not found:
        st.caption("Hiện không có việc nào chờ bạn.")
        return
    for number, task in enumerate(found, 1):
        with st.container(horizontal=True, vertical_alignment="center", border=True):
            st.markdown(f"{number}. {_words(task)}", width="stretch")
            links.follow(task, "Làm tiếp" if number == 1 else "Mở")


def _words(task: OwedTask) -> str:
    words = literal(f"{task.words[:1].upper()}{task.words[1:]}")
    return f"{words} · **{task.done}/{task.whole}**" if task.whole else words
