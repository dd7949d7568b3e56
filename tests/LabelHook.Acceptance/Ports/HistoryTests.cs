using System.Diagnostics;
using System.Globalization;
using LabelHook.Acceptance.Faults;
using LabelHook.Acceptance.Nodes;

namespace LabelHook.Acceptance.Ports;

// Many processes run different commands on one node and record the times of the answers: while a port certainly belongs
// to a module, no other module gets it.
public sealed class HistoryTests
{
    private static readonly int Workers = Sweep.IsFull ? 64 : 8;

    private static readonly int Rounds = Sweep.IsFull ? 40 : 10;

    [Fact]
    public async Task No_two_modules_own_a_port_at_the_same_time_and_the_rows_match_the_answers()
    {
        await using var node = new Node();
        var seed = Seed.Draw();

        var histories = await Task.WhenAll(
            Enumerable.Range(0, Workers).Select(worker => WorkAsync(node, worker, new Random(seed + worker))));

        Figures.Add("history", ("processes", Workers), ("commands", Workers * Rounds));
        AssertNoneShared([.. histories.SelectMany(history => history)]);
        var rows = (await node.RunAsync("list", "--json"))
            .Succeeded().Json
            .GetProperty("modules")
            .EnumerateArray()
            .SelectMany(
                module => module.GetProperty("tcp")
                    .EnumerateArray()
                    .Select(
                        block => $"{module.GetProperty("module").GetString()} "
                            + $"{block.GetProperty("start").GetInt32()}-{block.GetProperty("end").GetInt32()}"));
        var answered = histories.SelectMany(history => history).Where(held => held.Until == long.MaxValue)
            .Select(held => $"{held.Module} {held.Start}-{held.End}");
        Assert.Equal(answered.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_harness_detects_a_port_with_two_owners()
    {
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(
            () => AssertNoneShared(
                [new Held("m1", 20001, 20004, 10, 30), new Held("m2", 20004, 20005, 20, long.MaxValue)]));
    }

    private static void AssertNoneShared(IReadOnlyList<Held> held)
    {
        foreach (var one in held)
            Assert.DoesNotContain(
                held,
                other => other.Module != one.Module
                    && other.Start <= one.End
                    && other.End >= one.Start
                    && other.From < one.Until
                    && one.From < other.Until);
    }

    // What a module is sure to hold: from when it was told, until it begins something that may give it back.
    private static async Task<List<Held>> WorkAsync(Node node, int worker, Random random)
    {
        var module = $"m{worker}";
        var history = new List<Held>();
        for (var round = 0; round < Rounds; round++)
        {
            var verb = random.Next(4);
            var count = random.Next(1, 6).ToString();
            var begin = Stopwatch.GetTimestamp();
            // A module without ports and record is not found.
            var isThere = history.Exists(held => held.Until == long.MaxValue);
            if (verb is 0 or 3)
                history = [.. history.Select(held => held.Until == long.MaxValue ? held with { Until = begin } : held)];
            var result = verb switch
            {
                0 => await node.RunAsync("deallocate", module, "--protocol", "tcp"),
                1 or 2 => await node.RunAsync("allocate", module, count, "--protocol", "tcp", "--keep-existing"),
                _ => await node.RunAsync("allocate", module, count, "--protocol", "tcp"),
            };
            result.Ended(verb == 0 && !isThere ? 1 : 0);
            if (verb == 0)
                continue;
            int[] ports =
                [.. result.Output.Trim().Split('-').Select(port => int.Parse(port, CultureInfo.InvariantCulture))];
            history.Add(new Held(module, ports[0], ports[^1], Stopwatch.GetTimestamp(), long.MaxValue));
        }

        return history;
    }

    private sealed record Held(string Module, int Start, int End, long From, long Until);
}
