"""Why a database cannot be used. Apart, so that knowing them costs no import of SQLAlchemy."""


class DatabaseUnusable(RuntimeError):
    """The database cannot be used now. The message is the reason, without a full stop."""


class DatabaseDamaged(DatabaseUnusable):
    """The file holds no database, or a broken one."""


class FromNewerVersion(DatabaseUnusable):
    """A later Rolecall has written it."""
