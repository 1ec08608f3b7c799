using LambdaImage.Engine.Deployments.Releases;

namespace LambdaImage.Engine.Tests.Deployments.Releases;

public sealed class Telling_where_a_version_came_from
{
    private static readonly ReleaseFacts Facts = new()
    {
        Tool = "LambdaImage/1.2.3",
        Revision = "1a2b3c4",
        Branch = "feature/new shop",
        IsDirty = true,
        User = "Ann O'Hara",
        Tag = "v1.4",
    };

    [Fact]
    public void People_can_read_it() =>
        Facts.ToString().ShouldBe("LambdaImage/1.2.3 git=1a2b3c4 dirty branch=feature/new%20shop user=Ann%20O'Hara tag=v1.4");

    [Fact]
    public void Programs_can_read_it() => ReleaseFacts.Parse(Facts.ToString()).ShouldBe(Facts);

    [Fact]
    public void What_is_not_known_is_left_out() => new ReleaseFacts { Tool = "LambdaImage/1.2.3", IsDirty = false }.ToString().ShouldBe("LambdaImage/1.2.3 clean");

    [Fact]
    public void It_always_fits() =>
        (Facts with { Branch = new string(' ', 5) + new string('%', 300), User = new string('u', 300), Tag = new string('t', 128) }).ToString().Length.ShouldBeLessThanOrEqualTo(256);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Deployed by hand")]
    public void Other_descriptions_are_not_mistaken_for_it(string? text) => ReleaseFacts.Parse(text).ShouldBeNull();
}
