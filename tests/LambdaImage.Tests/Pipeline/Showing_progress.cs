using LambdaImage.Pipeline;

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
        ProgressRecords.Status(new(1, null, "Upload", status, done, total, isBytes)).ShouldBe(shown);
}
