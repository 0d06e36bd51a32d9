"""Tệp Word: the one writer of papers, in the form of Nghị định 30/2020/NĐ-CP."""
