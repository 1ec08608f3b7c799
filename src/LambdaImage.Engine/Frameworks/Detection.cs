using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Frameworks;

/// <summary>What a framework found in a project, with the reasons.</summary>
internal sealed record Detection
{
    public required IFramework Framework { get; init; }

    public required ProjectDirectory Project { get; init; }

    public required LambdaRuntime Runtime { get; init; }

    /// <summary>What Lambda calls; null when the image's entry point decides.</summary>
    public string? Handler { get; init; }

    /// <summary>What to say when the language is clear but the handler is not. Such a detection counts only when no
    /// other matches, and a
    /// handler given by the user completes it.</summary>
    public LambdaImageException? Incomplete { get; init; }

    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public LambdaArchitecture Architecture { get; init; }

    /// <summary>Why a project of this framework cannot run in Lambda at all; said as soon as no more specific framework fits. Null: it can.</summary>
    public LambdaImageException? Refusal { get; init; }

    /// <summary>Whether the image runs a web server behind the Lambda Web Adapter, so that the handler is a command that starts it.</summary>
    public bool ServesHttp { get; init; }

    /// <summary>Whether it would work but something else fits better, so that only <c>-Framework</c> chooses it.</summary>
    public bool IsOnlyOnRequest { get; init; }
}
