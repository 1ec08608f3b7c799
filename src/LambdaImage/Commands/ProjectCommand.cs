using System.Management.Automation;
using LambdaImage.Binding;
using static LambdaImage.Binding.ParameterSets;

namespace LambdaImage.Commands;

/// <summary>Gives a cmdlet the parameters that choose a project and its mode.</summary>
/// <typeparam name="TResult">The record that the cmdlet writes.</typeparam>
public abstract class ProjectCommand<TResult> : LambdaImageCommand<TResult>, IProjectParameters
    where TResult : class
{
    /// <summary>Project folder, default: the current one. A file stands for its folder, a Dockerfile for the custom
    /// mode.</summary>
    [Parameter(ParameterSetName = Managed, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Custom, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Prebuilt, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>Project folder, exactly as written: no character is a wildcard.</summary>
    [Parameter(ParameterSetName = Managed, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Custom, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Prebuilt, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    /// <summary>Custom mode: the project's own Dockerfile. $true stands for the name Dockerfile.</summary>
    [Parameter(ParameterSetName = Managed), Parameter(ParameterSetName = Custom, Mandatory = true)]
    [AllowNull, AllowEmptyString, DockerfileArgument]
    public string? Dockerfile { get; set; }

    /// <summary>Prebuilt mode: reference of an existing image. Default: the environment variable
    /// LAMBDAIMAGE_IMAGE.</summary>
    [Parameter(ParameterSetName = Managed), Parameter(ParameterSetName = Prebuilt, Mandatory = true)]
    [AllowNull, AllowEmptyString]
    public string? Image { get; set; }

    /// <summary>Framework to use instead of detecting one.</summary>
    [Parameter]
    public string? Framework { get; set; }

    /// <summary>Handler to use instead of the detected one.</summary>
    [Parameter]
    public string? Handler { get; set; }

    /// <summary>Processor to build for: x86_64 or arm64.</summary>
    [Parameter, ArchitectureArgument, ArgumentCompleter(typeof(ArchitectureCompleter))]
    public LambdaArchitecture? Architecture { get; set; }

    /// <summary>Runtime version to use instead of the detected one.</summary>
    [Parameter]
    public string? RuntimeVersion { get; set; }

    /// <summary>Service name to use instead of the detected one.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>One request for each folder that the paths name.</summary>
    private protected IEnumerable<ProjectRequest> Requests() =>
        new ProjectPaths(this, Fail).Find(this).Select(found => this.ToRequest(found.Folder, found.Dockerfile));
}
