namespace LambdaImage.Engine.Aws;

/// <summary>Makes AWS's own words fit for an error message.</summary>
internal static class AwsText
{
    private const int Longest = 1000;

    /// <summary>The first paragraph on one line. What follows it in signature errors is the signed request, session
    /// token included.</summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return "";
        var first = text.Trim().ReplaceLineEndings("\n");
        var end = first.IndexOf("\n\n", StringComparison.Ordinal);
        if (end >= 0) first = first[..end];
        end = first.IndexOf("The Canonical String", StringComparison.Ordinal);
        if (end >= 0) first = first[..end];
        first = first.Replace('\n', ' ').Trim();
        return first.Length <= Longest ? first : first[..Longest] + "…";
    }
}
