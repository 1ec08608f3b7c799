namespace LambdaImage.Engine.Repositories;

/// <summary>Which images functions use, by digest alone: wherever a function has its image from, the same digest is the
/// same image.</summary>
/// <param name="Users">For each digest, who uses it, for example <c>function shop, version 3 (123456789012/eu-west-1)</c>.</param>
/// <param name="Checked">Accounts and Regions that were asked.</param>
/// <param name="FunctionVersions">Number of functions and versions that were looked at.</param>
internal sealed record ImageUsage(
    IReadOnlyDictionary<string, IReadOnlyList<ImageUser>> Users, IReadOnlyList<string> Checked, int FunctionVersions)
{
    /// <summary>Numbers of the accounts that were asked.</summary>
    public IReadOnlySet<string> Accounts => Checked.Select(place => place.Split('/')[0]).ToHashSet(StringComparer.Ordinal);

    public IReadOnlyList<ImageUser> Of(string digest) => Users.GetValueOrDefault(digest) ?? [];

    /// <summary>The same without one function.</summary>
    public ImageUsage Without(string functionArn) => this with
    {
        Users = Users.Select(pair => (pair.Key, Value: pair.Value.Where(user => user.FunctionArn != functionArn).ToArray()))
            .Where(pair => pair.Value.Length > 0)
            .ToDictionary(pair => pair.Key, IReadOnlyList<ImageUser> (pair) => pair.Value, StringComparer.Ordinal),
    };
}

/// <summary>A function or version that uses an image.</summary>
/// <param name="FunctionArn">ARN of the function, without version.</param>
/// <param name="Function">Name of the function.</param>
/// <param name="Version">Number of the version, or <c>$LATEST</c>.</param>
/// <param name="Place">Account and Region.</param>
internal sealed record ImageUser(string FunctionArn, string Function, string Version, string Place)
{
    public override string ToString() => $"function {Function} {(Version == "$LATEST" ? Version : "version " + Version)} ({Place})";
}
