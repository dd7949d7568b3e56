using LabelHook.Host;

namespace LabelHook.Tests.Host;

public sealed class UserAccountsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Users_are_read_in_order_and_the_first_of_a_name_counts()
    {
        var path = _folder.Write("passwd", """
            root:x:0:0:root:/root:/bin/bash
            mail1:x:1001:1001::/home/mail1:/bin/sh
            mail1:x:1002:1002::/home/other:/bin/sh
            broken:x:many:1003::/home/broken:/bin/sh
            short:x:1004
            +::::::
            """);

        var accounts = new UserAccounts(path);

        Assert.Equal(["root", "mail1"], accounts.All.Select(user => user.Name));
        Assert.Equal(new UserAccount("mail1", 1001, "/home/mail1"), accounts.Find("mail1"));
        Assert.Null(accounts.Find("broken"));
    }

    [Fact]
    public void A_host_without_the_file_has_no_users() => Assert.Empty(new UserAccounts(_folder["none"]).All);

    [Fact]
    public void A_user_who_is_added_later_is_found()
    {
        var accounts = new UserAccounts(_folder.Write("passwd", "a:x:1:1::/a:\n"));
        Assert.Null(accounts.Find("b"));

        _folder.Write("passwd", "a:x:1:1::/a:\nb:x:2:2::/b:\n");

        Assert.Equal("/b", accounts.Find("b")?.Home);
    }

    public void Dispose() => _folder.Dispose();
}
