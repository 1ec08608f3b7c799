using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>What a secret may come from, so that its value is never written down. A deployment straight from the other tool's file uses it all the same.</summary>
internal static partial class SecretSources
{
    public const string Reason = "may be a secret, which is never written down";

    /// <summary>What to do instead.</summary>
    public const string Instead = "Write ${env:NAME} into lambda-image.yml and set that variable, or let the function read it from Secrets Manager.";

    /// <summary>Whether a file is called like one with secrets, or lies in a folder of them. Any other is a file of the sources.</summary>
    public static bool IsFile(string path) => path.Split('/').Any(part => SecretName().IsMatch(part));

    [GeneratedRegex(@"^\.env|(^|[._-])(secrets?|credentials)([._-]|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SecretName();
}
