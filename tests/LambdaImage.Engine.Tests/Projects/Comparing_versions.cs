using LambdaImage.Engine.Projects.Versions;

namespace LambdaImage.Engine.Tests.Projects;

public sealed class Comparing_versions
{
    [Theory]
    [InlineData("22", "22")]
    [InlineData("v22.3.0", "22")]
    [InlineData(">=18", "22")]
    [InlineData(">=18 <23", "22")]
    [InlineData("18 - 22", "22")]
    [InlineData("^20.1 || ^22.4", "22")]
    [InlineData("22.x", "22")]
    [InlineData("*", "22")]
    [InlineData(">=3.9,<4", "3.13")]
    [InlineData("~=3.12", "3.13")]
    [InlineData("==3.13.*", "3.13")]
    [InlineData("!=3.13.1", "3.13")]
    [InlineData("^8.2", "8.4")]
    [InlineData("~8.4.0", "8.4")]
    [InlineData("~> 3.3", "3.4")]
    [InlineData(">3.4.1", "3.4")]
    [InlineData("^3.0@beta", "3")]
    public void A_line_that_has_a_fitting_release_is_allowed(string constraint, string line) => VersionRange.Allows(constraint, line).ShouldBeTrue();

    [Theory]
    [InlineData("20", "22")]
    [InlineData("<22", "22")]
    [InlineData("^20.1 || ^18", "22")]
    [InlineData("18 - 20", "22")]
    [InlineData(">=3.14", "3.13")]
    [InlineData("~=3.12.0", "3.13")]
    [InlineData("~8.3.0", "8.4")]
    [InlineData("~> 3.3.0", "3.4")]
    [InlineData("^2.3", "3")]
    [InlineData(">3.4", "3.4")]
    [InlineData("~3.11", "3.12")]
    public void A_line_without_is_not(string constraint, string line) => VersionRange.Allows(constraint, line).ShouldBeFalse();

    [Fact]
    public void A_tilde_of_Composer_frees_the_second_part() => VersionRange.Allows("~8.2", "8.4", tildeKeepsMajor: true).ShouldBeTrue();

}
