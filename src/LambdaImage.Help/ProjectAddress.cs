namespace LambdaImage.Help;

/// <summary>Where the documentation is on the web.</summary>
internal static class ProjectAddress
{
    private const string Pages = "https://github.com/LambdaImage/LambdaImage/blob/main/docs";

    public static string OfCmdlet(string name) => $"{Pages}/cmdlets/{name}.md";
}
