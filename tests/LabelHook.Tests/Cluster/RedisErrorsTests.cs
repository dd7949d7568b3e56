using LabelHook.Cluster.Store;

namespace LabelHook.Tests.Cluster;

public static class RedisErrorsTests
{
    [Theory]
    [InlineData("READONLY You can't write against a read only replica.", "LH7005")]
    [InlineData("NOPERM this user has no permissions", "LH7004")]
    [InlineData("EXECABORT Transaction discarded because of: NOPERM this user has no permissions", "LH7004")]
    [InlineData("WRONGPASS invalid username-password pair", "LH7003")]
    [InlineData("NOAUTH Authentication required.", "LH7003")]
    [InlineData("LOADING Redis is loading the dataset in memory", "LH7007")]
    [InlineData("", "LH7007")]
    public static void The_first_word_of_an_answer_is_the_kind_of_the_error(string words, string code)
    {
        Assert.True(RedisAddress.TryParse("tcp://127.0.0.1", out var address));
        var login = new RedisLogin(address, "node/1", "secret", TimeSpan.FromSeconds(1));

        var problem = RedisErrors.Refused(login, words);

        Assert.Equal(code, problem.Code);
        Assert.DoesNotContain("secret", problem.Message, StringComparison.Ordinal);
    }
}
