namespace LambdaImage.Binding;

/// <summary>Names of parameter sets. The three modes are told apart by what is given, never by the set that
/// PowerShell picked.</summary>
/// <remarks>
/// -Dockerfile and -Image are also optional members of <see cref="Managed"/>, the default. PowerShell then accepts
/// both at
/// once and the engine can say what is wrong, where "parameter set cannot be resolved" would help nobody.
/// </remarks>
internal static class ParameterSets
{
    public const string Managed = "Managed";
    public const string Custom = "Custom";
    public const string Prebuilt = "Prebuilt";
    public const string Path = "Path";
    public const string LiteralPath = "LiteralPath";
    public const string Project = "Project";
    public const string Dockerfile = "LambdaDockerfile";
    public const string Image = "Image";
    public const string ImageUri = "ImageUri";
    public const string Version = "Version";
    public const string Deployment = "Deployment";
    public const string Release = "Release";
    public const string Event = "Event";
}
