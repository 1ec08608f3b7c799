using LambdaImage.Engine.Deployments.Traffic;

namespace LambdaImage.Engine.Tests.Deployments.Traffic;

public sealed class Asking_for_traffic
{
    public static TheoryData<TrafficOptions, string> Contradictions => new()
    {
        { new() { Canary = [10] }, "needs an alias" },
        { new() { SmokePayload = "{}" }, "needs an alias" },
        { new() { ReleasePayload = "{}" }, "needs an alias" },
        { new() { Alias = "12" }, "no name of an alias" },
        { new() { Alias = "a b" }, "no name of an alias" },
        { new() { Alias = "live", BakeTime = TimeSpan.FromMinutes(1) }, "no share was given" },
        { new() { Alias = "live", Alarms = ["slow"] }, "no share was given" },
        { new() { Alias = "live", Canary = [0] }, "percentages" },
        { new() { Alias = "live", Canary = [100] }, "percentages" },
        { new() { Alias = "live", Canary = [double.NaN] }, "percentages" },
        { new() { Alias = "live", Canary = [50, 10] }, "that rise" },
        { new() { Alias = "live", Canary = [10], BakeTime = TimeSpan.Zero }, "longer than nothing" },
        { new() { Alias = "live", Canary = [10], MaxErrorPercent = 101 }, "between 0 and 100" },
        { new() { Alias = "live", Canary = [10], Alarms = [.. Enumerable.Range(0, 101).Select(i => $"a{i}")] }, "more than the 100" },
        { new() { Alias = "live", SmokePayload = "{path" }, "-SmokePayload is no JSON" },
        { new() { Alias = "live", ReleasePayload = "migrate --force" }, "-ReleasePayload is no JSON" },
        { new() { Alias = "live", SmokeExpect = "(" }, "no regular expression" },
        { new() { ReleaseCommand = [] }, "names no program" },
        { new() { ReleaseCommand = ["true"], ReleaseEngine = BuildEngine.Buildah }, "cannot run containers" },
    };

    [Theory, MemberData(nameof(Contradictions))]
    public void Contradictions_are_told_before_anything_is_done(TrafficOptions traffic, string words)
    {
        var error = Should.Throw<LambdaImageException>(() => TrafficRules.Check(traffic, "shop"));

        error.Kind.ShouldBe(ErrorKind.RequestInvalid);
        error.Message.ShouldContain(words);
        error.Remedy.ShouldNotBeEmpty();
    }

    [Fact]
    public void What_can_be_done_passes() => Should.NotThrow(() => TrafficRules.Check(
        new()
        {
            Alias = "live-1",
            Canary = [0.5, 99.5],
            BakeTime = TimeSpan.FromSeconds(30),
            Alarms = ["slow"],
            SmokePayload = "{}",
            SmokeExpect = "ok|fine",
            ReleaseCommand = ["php", "artisan"],
            ReleasePayload = "\"migrate\"",
        },
        "shop"));
}
