namespace LambdaImage;

/// <summary>Files with Dockerfile instructions of the user's own, absolute or relative to the project folder; null for none.</summary>
public sealed record HookOptions
{
    /// <summary>After the build stage's packages, before dependencies are installed.</summary>
    public string? BeforeBuild { get; init; }

    /// <summary>At the end of the build stage.</summary>
    public string? AfterBuild { get; init; }

    /// <summary>After the final stage's packages, before the code comes in.</summary>
    public string? BeforeDeployment { get; init; }

    /// <summary>At the end of the final stage, before ENTRYPOINT and CMD.</summary>
    public string? AfterDeployment { get; init; }
}
