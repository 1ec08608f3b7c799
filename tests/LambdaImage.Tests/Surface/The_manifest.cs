using System.Text.RegularExpressions;
using LambdaImage.Help;

namespace LambdaImage.Tests.Surface;

public sealed class The_manifest
{
    [Theory]
    [InlineData("LicenseUri", "LICENSE")]
    [InlineData("ReleaseNotes", "CHANGELOG.md")]
    public void Links_a_file_of_the_project(string field, string file)
    {
        RepositoryFiles.Read(file).ShouldNotBeEmpty();
        Field(field).ShouldBe(ProjectAddress.OfFile(file));
    }

    [Fact]
    public void Knows_where_the_project_is() => Field("ProjectUri").ShouldBe(ProjectAddress.Home);

    private static string Field(string name) =>
        Regex.Match(RepositoryFiles.Read("LambdaImage.psd1"), name + @"\s*=\s*'([^']+)'", RegexOptions.NonBacktracking).Groups[1].Value;
}
