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
    [InlineData("3.13.0rc1", "3.13")]
    [InlineData("1.18.1-otp-27", "1.18")]
    [InlineData("21.0.4+7.0.LTS", "21")]
    [InlineData("~> 1.17 and < 2.0.0", "1.19")]
    [InlineData("1.14.0 or ~> 1.18", "1.18")]
    [InlineData("8", "8.al2")]
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
    [InlineData("2147483647", "22")]
    [InlineData("^99999999999999999999.1", "22")]
    [InlineData("jruby-9.4", "3.4")]
    public void A_line_without_is_not(string constraint, string line) => VersionRange.Allows(constraint, line).ShouldBeFalse();

    [Fact]
    public void A_tilde_of_Composer_frees_the_second_part() => VersionRange.Allows("~8.2", "8.4", tildeKeepsMajor: true).ShouldBeTrue();

    [Fact]
    public void What_is_too_long_to_be_a_version_is_none() => VersionRange.Allows(new string(' ', 1_000_000) + "22", "22").ShouldBeFalse();

    [Theory]
    [InlineData("v22.1.0", "22.1.0")]
    [InlineData("= 3.4", "3.4")]
    [InlineData(">=22", null)]
    [InlineData("22.x", null)]
    public void A_release_is_told_from_a_range(string constraint, string? release) => VersionRange.Exact(constraint).ShouldBe(release);
}
