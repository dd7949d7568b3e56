using LabelHook.Linux;

namespace LabelHook.Tests.Linux;

public static class ErrnoTests
{
    // Greatest number in asm-generic/errno.h: EHWPOISON.
    private const int Greatest = 133;

    // EWOULDBLOCK and EDEADLOCK share the numbers of other errors; their own numbers are unused.
    private static readonly int[] Unused = [41, 58];

    [Fact]
    public static void Each_error_of_the_kernel_has_a_message()
    {
        foreach (var number in Enumerable.Range(1, Greatest).Except(Unused))
        {
            var words = Errno.Words(number);

            Assert.DoesNotContain("error " + number.ToString(), words, StringComparison.OrdinalIgnoreCase);
            Assert.True(words.Length > 5, words);
            Assert.False(words.EndsWith('.'), words);
        }
    }

    [Fact]
    public static void The_message_of_an_exception_is_that_of_the_error_of_the_kernel()
    {
        Assert.Equal("it is a folder", Errno.Words(new IOException("long words", 21)));
        Assert.Equal(
            "operation not permitted",
            Errno.Words(new UnauthorizedAccessException("Access denied", new IOException("inner", 1))));
        Assert.Equal("no such file or folder", Errno.Words(new DirectoryNotFoundException("Could not find it.")));
        Assert.Equal("something else", Errno.Words(new IOException("something else.")));
    }
}
