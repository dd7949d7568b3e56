using System.Globalization;
using LabelHook.Linux;

namespace LabelHook.Host;

// The users in passwd(5). Reads the file directly, because a static program cannot load the libraries of getpwnam(3).
internal sealed class UserAccounts(string path = UserAccounts.Passwd)
{
    private const string Passwd = "/etc/passwd";

    private Dictionary<string, UserAccount> _accounts = [];
    private FileStatus? _status;

    // In the order of the file.
    public IReadOnlyCollection<UserAccount> All => Current().Values;

    // Returns: null when the user does not exist.
    public UserAccount? Find(string name) => Current().GetValueOrDefault(name);

    // 'watch' runs for months, so the file is read again after it has changed.
    private Dictionary<string, UserAccount> Current()
    {
        if (FileStatus.Read(path, out var status) != 0)
            return [];
        if (_status is { } known && known.IsSameAs(status))
            return _accounts;
        _accounts = Read();
        _status = status;
        return _accounts;
    }

    // Fields: name, password, user, group, comment, home folder, shell.
    private Dictionary<string, UserAccount> Read()
    {
        var accounts = new Dictionary<string, UserAccount>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(path))
        {
            if (line.Split(':') is [var name, _, var number, _, _, var home, ..]
                && uint.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                accounts.TryAdd(name, new UserAccount(name, id, home));
        }

        return accounts;
    }
}
