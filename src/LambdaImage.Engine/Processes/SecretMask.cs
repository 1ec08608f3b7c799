using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Processes;

/// <summary>Removes secrets from text that is shown or logged.</summary>
internal static partial class SecretMask
{
    public const string Mask = "***";

    /// <summary>Hides users and passwords in addresses, signatures of presigned addresses, and authorization headers.</summary>
    public static string Apply(string text)
    {
        if (text.Contains('@', StringComparison.Ordinal)) text = UserInfo().Replace(text, Mask);
        if (text.Contains("X-Amz-", StringComparison.OrdinalIgnoreCase)) text = PresignedPart().Replace(text, "${name}" + Mask);
        if (text.Contains("uthorization", StringComparison.OrdinalIgnoreCase)) text = Header().Replace(text, "${name}" + Mask);
        return text;
    }

    /// <summary>An address without the user, password or token in it; <c>git</c> is what everybody is called.</summary>
    public static string WithoutUser(string address) => AnyUser().Replace(address, "");

    /// <summary>Whether a variable of this name usually holds a secret.</summary>
    public static bool IsSecretName(string name) => SecretName().IsMatch(name);

    // A token may be all there is before the @, and a password may have one itself. The user of ssh alone is no secret, as in git@github.com:me/shop, and
    // before the @ of a digest is the name of an image.
    [GeneratedRegex(@"(?<=://)(?!(?<=ssh://)[^:/\s@]*@)(?:[^/\s:@]*:[^/\s@]+(?:@[^/\s@""]+)*|[^/?#\s""]+)(?=@(?!sha\d+:))", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"(?<=://)(?!git@)[^/\s]*@", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AnyUser();

    [GeneratedRegex(@"(?<name>X-Amz-(?:Signature|Credential|Security-Token)=)[^&\s""']+",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex PresignedPart();

    [GeneratedRegex(@"(?<name>Authorization""?\s*[:=]\s*""?(?:Basic|Bearer)\s+)[^\s""]+",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Header();

    [GeneratedRegex("(?:^|[_.-])(?:TOKEN|SECRET|PASSWORD|PASSWD|PASS|PWD|CREDENTIALS?|AUTH|KEY|APIKEY)(?:[_.-]|$)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex SecretName();
}
