using System.Text.RegularExpressions;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Configuration;

/// <summary>Finds variables and build arguments that look like secrets: their values can be read in every copy of the image.</summary>
internal static partial class VisibleSecrets
{
    private static readonly string[] Keys = ["environment", "buildArguments.top", "buildArguments.build", "buildArguments.deployment"];

    public static IEnumerable<string> Find(ProjectConfiguration configuration) =>
        from key in Keys
        from member in configuration.Members(key)
        where IsLikely(member.Name) && member.Value is ConfigurationText { IsNothing: false }
        select $"{member.Place.Short}: {key}.{member.Name} looks like a secret, and everybody who has the image can read it. Set it on the function, "
            + "read it from Secrets Manager, or name it under secrets when only the build needs it.";

    /// <summary>Whether something of this name is likely to be a secret.</summary>
    public static bool IsLikely(string name) => SecretMask.IsSecretName(name) && !HarmlessName().IsMatch(name);

    /// <summary>Where a secret is, how long it lives, or that it is none.</summary>
    [GeneratedRegex("PUBLIC|DUMMY|_(?:FILE|PATH|DIR|NAME|ARN|URL|URI|TTL|EXPIRES?|EXPIRY|HEADER|ENDPOINT|TYPE|ID)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HarmlessName();
}
