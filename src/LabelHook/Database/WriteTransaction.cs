namespace LabelHook.Database;

// One transaction that tells the truth: what it reports as done is on the disk, and what it reports as failed is not.
internal sealed class WriteTransaction(DatabaseFile file)
{
    // migrate: Brings the schema up to date, inside the transaction.
    // change: All of it becomes true, or nothing.
    public T Run<T>(Action migrate, Func<T> change)
    {
        if (!file.IsOpen)
            file.Create();
        using var writeLock = file.IsPreview ? null : file.AcquireWriteLock();
        file.Execute("BEGIN IMMEDIATE");
        var version = file.Version;
        T result;
        var token = Guid.NewGuid().ToString("N");
        try
        {
            file.RefreshVersion();
            version = file.Version;
            migrate();
            result = change();
            file.Execute("UPDATE labelhook_schema SET last_change = $1", token);
        }
        catch
        {
            RollBack();
            file.RestoreVersion(version);
            throw;
        }

        Commit(token);
        if (writeLock is not null)
            DatabaseFile.MarkInitialized(writeLock);
        return result;
    }

    private void RollBack()
    {
        try
        {
            file.Execute("ROLLBACK");
        }
        catch (LabelHookException)
        {
            // After a disk error SQLite has already rolled back.
        }
    }

    // A COMMIT can fail and be done all the same: when the last sync, that of the folder, reports an error. So the file
    // is opened again, and what it says is true.
    private void Commit(string token)
    {
        try
        {
            file.Execute("COMMIT");
        }
        catch (LabelHookException error)
        {
            if (!IsLastChange(token, error.Problem))
                throw;
        }
    }

    // Throws: the file cannot be read.
    private bool IsLastChange(string token, Problem failure)
    {
        try
        {
            file.Reopen();
            return file.Version > 0
                && file.Scalar("SELECT last_change FROM labelhook_schema") is string last
                && last == token;
        }
        catch (LabelHookException error)
        {
            throw new LabelHookException(DatabaseProblems.CommitUnknown(failure), error);
        }
    }
}
