"""Lưu trữ: engine, tables, migrations and the queries shared by services."""

from sqlmodel import SQLModel

# A row of a table is never checked by Pydantic, so its checks are made only if something asks.
SQLModel.model_config["defer_build"] = True
