using LambdaImage.Pipeline;
using LambdaImage.TestKit;

namespace LambdaImage.Tests.Pipeline;

public sealed class Showing_progress
{
    [Theory]
    [InlineData(0, 200L, 0)]
    [InlineData(50, 200L, 25)]
    [InlineData(199, 200L, 99)]
    [InlineData(300, 200L, 100)]
    [InlineData(5, null, -1)]
    [InlineData(5, 0L, -1)]
    public void Percent_is_known_only_with_a_total(long done, long? total, int percent) =>
        ProgressRecords.Percent(new(1, null, "Upload", "", done, total)).ShouldBe(percent);

    [Theory]
    [InlineData("", 1_500_000, 42_100_000L, true, "1.5 MB of 42.1 MB")]
    [InlineData("layer 1", 1_500_000, 42_100_000L, true, "layer 1 1.5 MB of 42.1 MB")]
    [InlineData("", 1_500_000, null, true, "1.5 MB")]
    [InlineData("", 3, 8L, false, "3 of 8")]
    [InlineData("Waiting for Lambda", 3, 8L, false, "Waiting for Lambda")]
    [InlineData("", 3, null, false, "…")]
    public void The_status_says_how_much_and_is_never_empty(string status, long done, long? total, bool isBytes, string shown) =>
        ProgressRecords.Status(new(1, null, "Upload", status, done, total, isBytes), perSecond: null).ShouldBe(shown);

    [Fact]
    public void Bytes_tell_their_pace_and_how_long_they_will_take()
    {
        var upload = new WorkProgress(1, null, "Upload", "", 10_000_000, 40_000_000, IsBytes: true);

        ProgressRecords.Status(upload, 2_000_000).ShouldBe("10.0 MB of 40.0 MB, 2.0 MB/s");
        ProgressRecords.SecondsRemaining(upload, 2_000_000).ShouldBe(15);
        ProgressRecords.SecondsRemaining(upload, null).ShouldBe(-1);
        ProgressRecords.SecondsRemaining(upload with { IsBytes = false }, 2).ShouldBe(-1);
        ProgressRecords.SecondsRemaining(upload with { Done = 40_000_000 }, 2).ShouldBe(-1);
    }

    [Fact]
    public void The_pace_is_that_since_the_piece_began()
    {
        var clock = new SkippingClock();
        var pace = new ProgressPace(clock);
        var upload = new WorkProgress(1, null, "Upload", "", 1_000, 40_000, IsBytes: true);

        pace.PerSecond(upload).ShouldBeNull();
        clock.Advance(TimeSpan.FromSeconds(4));
        pace.PerSecond(upload with { Done = 9_000 }).ShouldBe(2_000);
        pace.PerSecond(upload with { Done = 40_000, Completed = true }).ShouldNotBeNull();
        pace.PerSecond(upload with { Done = 50 }).ShouldBeNull("the number stands for another piece now");
    }
}
