using System.Collections;
using System.Management.Automation;

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

    /// <summary>Configuration instead of lambda-image.yml.</summary>
    string? Configuration { get; }

    /// <summary>Keys of lambda-image.yml.</summary>
    Hashtable? Setting { get; }

    /// <summary>Base image.</summary>
    string? BaseImage { get; }

    /// <summary>System packages of every stage.</summary>
    string[]? Package { get; }

    /// <summary>System packages of the build stage.</summary>
    string[]? BuildPackage { get; }

    /// <summary>System packages of the image.</summary>
    string[]? DeploymentPackage { get; }

    /// <summary>Whether packages are not found from dependencies.</summary>
    SwitchParameter NoAutoPackage { get; }

    /// <summary>Variables of the image.</summary>
    Hashtable? ImageEnvironment { get; }

    /// <summary>CMD of the image.</summary>
    string[]? ImageCommand { get; }

    /// <summary>User of the image.</summary>
    string? User { get; }

    /// <summary>Settings of the web adapter.</summary>
    Hashtable? WebAdapter { get; }

    /// <summary>Files with instructions of the user's own.</summary>
    Hashtable? Hook { get; }

    /// <summary>What is copied before dependencies are installed.</summary>
    string[]? CopyBeforeInstall { get; }

    /// <summary>Secrets that installation steps may read.</summary>
    object[]? BuildSecret { get; }

    /// <summary>Whether installation steps may use the SSH agent.</summary>
    SwitchParameter Ssh { get; }

    /// <summary>Whether base images are pinned to their digests.</summary>
    SwitchParameter PinBase { get; }

    /// <summary>Where dependencies are installed.</summary>
    DependencyInstall? DependencyInstall { get; }
}
