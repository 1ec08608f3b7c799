using System.Management.Automation;
using LambdaImage.Binding;
using LambdaImage.Binding.Completers;
using LambdaImage.Pipeline;
using static LambdaImage.Binding.Arguments;

namespace LambdaImage.Commands;

/// <summary>Copies an image, bit for bit, to other Regions and accounts, or gives it other tags, without building or
/// pulling it.</summary>
[Cmdlet(VerbsCommon.Copy, "LambdaImage", SupportsShouldProcess = true)]
[OutputType(typeof(ImageCopy))]
public sealed partial class CopyLambdaImageCommand : RegistryCommand<IReadOnlyList<ImageCopy>>
{
    /// <summary>Reference of the image, or the image from Publish-LambdaImage.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Image"), ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ImageUriCompleter))]
    public string ImageUri { get; set; } = "";

    /// <summary>Regions to copy to. Default: the image's own.</summary>
    [Parameter, ArgumentCompleter(typeof(RegionCompleter))]
    public string[] ToRegion { get; set; } = [];

    /// <summary>Profiles of the accounts to copy to. Default: the account that the image is read with.</summary>
    [Parameter, ArgumentCompleter(typeof(ProfileCompleter))]
    public string[] ToProfile { get; set; } = [];

    /// <summary>Roles to assume in the accounts to copy to.</summary>
    [Parameter]
    public string[] ToRoleArn { get; set; } = [];

    /// <summary>Name of the repository there. Default: the same as here.</summary>
    [Parameter, ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set; }

    /// <summary>Tags to set there. Default: the tag of the reference, if it has one.</summary>
    [Parameter, Alias("Tags")]
    [ArgumentCompleter(typeof(TagCompleter))]
    public string[] Tag { get; set; } = [];

    /// <summary>Processor, where the reference is an index of several images.</summary>
    [Parameter, ArchitectureArgument]
    public LambdaArchitecture? Architecture { get; set; }

    /// <summary>Makes a missing repository an error instead of creating it.</summary>
    [Parameter]
    public SwitchParameter NoCreateRepository { get; set; }

    private protected override IEnumerable<Work<IReadOnlyList<ImageCopy>>> Prepare()
    {
        var session = Session();
        var request = new CopyRequest
        {
            ImageUri = ImageUri,
            Architecture = Architecture,
            Destinations = session.Destinations(ToRegion, ToProfile, ToRoleArn),
            Repository = Given(Repository),
            Tags = Tag,
            NoCreateRepository = NoCreateRepository.IsPresent,
            RepositoryOptions = this.ToOptions(new ProjectPaths(this, Fail)),
            AllowInsecureRegistry = AllowInsecureRegistry.IsPresent,
            Session = session,
        };
        return [(steps, cancel) => steps.DoAsync(request, cancel)];
    }

    private protected override void Write(IReadOnlyList<ImageCopy> result)
    {
        WriteObject(result, enumerateCollection: true);
        foreach (var copy in result)
        {
            if (copy.FailedWith is { } kind) Fail(new LambdaImageException(kind, $"{copy.Destination}: {copy.Error}", copy.Remedy!, copy.Destination));
        }
    }
}
