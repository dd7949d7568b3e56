using LabelHook.Database;
using LabelHook.Modules;

namespace LabelHook.Tests.Modules;

public static class CallerTests
{
    private static ModuleName One { get; } = ModuleName.Parse("one");

    [Fact]
    public static void The_administrator_may_do_everything()
    {
        Caller.Administrator.RequirePermission(One, "allocate-ports", null);
        Caller.Administrator.RequireQuota(One, Protocol.Tcp, 1000, null);
    }

    [Theory]
    [InlineData("node:allocate-ports", "allocate-ports", true)]
    [InlineData("node:portsadm", "allocate-ports", true)]
    [InlineData("node:fwadm,portsadm", "deallocate-ports", true)]
    [InlineData("traefik@node:routeadm node:deallocate-ports", "deallocate-ports", true)]
    [InlineData("node:deallocate-ports", "allocate-ports", false)]
    [InlineData("cluster:allocate-ports", "allocate-ports", false)]
    [InlineData("node:allocate-ports-not", "allocate-ports", false)]
    [InlineData("", "allocate-ports", false)]
    [InlineData(null, "allocate-ports", true)]
    public static void A_module_needs_the_role_if_its_label_is_known(string? label, string role, bool granted)
    {
        var ask = () => Caller.Parse("module/one").RequirePermission(One, role, Record(label));

        if (granted)
            ask();
        else
            Assert.Equal(("LH3104", ProblemKind.Denied), Reason(ask));
    }

    [Fact]
    public static void A_module_may_not_change_the_ports_of_another() =>
        Assert.Equal(
            ("LH3102", ProblemKind.Denied),
            Reason(() => Caller.Parse("module/two").RequirePermission(One, "allocate-ports", Record("node:portsadm"))));

    [Fact]
    public static void A_module_that_was_never_installed_has_no_permissions() =>
        Assert.Equal(
            ("LH3103", ProblemKind.Denied),
            Reason(() => Caller.Parse("module/one").RequirePermission(One, "allocate-ports", null)));

    [Fact]
    public static void A_module_that_NS8_authorized_needs_no_role_and_is_limited_by_what_NS8_says()
    {
        var caller = Caller.OfTask("module/one", "one", 5);

        caller.RequirePermission(One, "allocate-ports", null);
        caller.RequirePermission(One, "allocate-ports", Record(""));
        caller.RequireQuota(One, Protocol.Tcp, 5, Record(null));
        Assert.Equal(
            ("LH3105", ProblemKind.Denied), Reason(() => caller.RequireQuota(One, Protocol.Tcp, 6, Record(null))));
        Assert.Equal(("LH3105", ProblemKind.Denied), Reason(() => caller.RequireQuota(One, Protocol.Tcp, 6, null)));
        Assert.Equal(
            ("LH3102", ProblemKind.Denied),
            Reason(() => caller.RequirePermission(ModuleName.Parse("two"), "allocate-ports", null)));
    }

    [Fact]
    public static void Without_a_demand_from_NS8_the_recorded_demand_is_the_limit()
    {
        var caller = Caller.OfTask("module/one", "one");

        caller.RequireQuota(One, Protocol.Tcp, 4, Record(null));
        Assert.Equal(
            ("LH3105", ProblemKind.Denied), Reason(() => caller.RequireQuota(One, Protocol.Tcp, 5, Record(null))));
        Assert.Equal(("LH3105", ProblemKind.Denied), Reason(() => caller.RequireQuota(One, Protocol.Tcp, 1, null)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("admin")]
    [InlineData("cluster")]
    [InlineData("node/1")]
    [InlineData("one")]
    [InlineData("module/")]
    [InlineData("module/two")]
    [InlineData("module/one ")]
    [InlineData(" ")]
    public static void Only_tasks_of_the_module_and_of_the_agent_of_the_cluster_are_allowed(string? user) =>
        Assert.Equal(("LH3210", ProblemKind.Denied), Reason(() => Caller.OfTask(user, "one")));

    [Fact]
    public static void The_agent_of_the_cluster_is_the_administrator() =>
        Assert.Equal(Caller.Administrator, Caller.OfTask("", "one", 5));

    [Fact]
    public static void A_module_may_have_at_most_what_its_image_demands()
    {
        Caller.Parse("module/one").RequireQuota(One, Protocol.Tcp, 4, Record(""));

        Assert.Equal(
            ("LH3105", ProblemKind.Denied),
            Reason(() => Caller.Parse("module/one").RequireQuota(One, Protocol.Tcp, 5, Record(""))));
        Assert.Equal(
            ("LH3105", ProblemKind.Denied),
            Reason(() => Caller.Parse("module/one").RequireQuota(One, Protocol.Udp, 1, Record(""))));
    }

    [Theory]
    [InlineData("one")]
    [InlineData("module/")]
    [InlineData("module/../x")]
    [InlineData("cluster/one")]
    public static void A_malformed_caller_is_rejected(string text) =>
        Assert.Equal(("LH3101", ProblemKind.InvalidRequest), Reason(() => Caller.Parse(text)));

    private static ModuleRecord Record(string? label) => new("one", "", "", 4, 0, label, null);

    private static (string Code, ProblemKind Kind) Reason(Action action)
    {
        var problem = Assert.Throws<LabelHookException>(action).Problem;
        return (problem.Code, problem.Kind);
    }
}
