namespace LambdaImage.Binding;

/// <summary>The parameters that say which project to take and what to take it for. Two command bases declare them
/// alike.</summary>
internal interface IProjectParameters
{
    /// <summary>Folders, with wildcards.</summary>
    string[]? Path { get; }

    /// <summary>Folders, exactly as written.</summary>
    string[]? LiteralPath { get; }

    /// <summary>Custom mode.</summary>
    string? Dockerfile { get; }

    /// <summary>Prebuilt mode.</summary>
    string? Image { get; }

    /// <summary>Framework instead of the detected one.</summary>
    string? Framework { get; }

    /// <summary>Handler instead of the detected one.</summary>
    string? Handler { get; }

    /// <summary>Processor instead of the detected one.</summary>
    LambdaArchitecture? Architecture { get; }

    /// <summary>Runtime version instead of the detected one.</summary>
    string? RuntimeVersion { get; }

    /// <summary>Service name instead of the detected one.</summary>
    string? Name { get; }
}
