using System.Management.Automation;
using LambdaImage.Binding;
using LambdaImage.Binding.Completers;
using LambdaImage.Pipeline;
using static LambdaImage.Binding.Arguments;

namespace LambdaImage.Commands;

/// <summary>Moves an image in a registry to the newest image of its base, without building it.</summary>
[Cmdlet(VerbsData.Update, "LambdaImageBase", SupportsShouldProcess = true)]
[OutputType(typeof(PublishedLambdaImage))]
public sealed class UpdateLambdaImageBaseCommand : RegistryCommand<PublishedLambdaImage>
{
    /// <summary>Reference of the image, or the image from Publish-LambdaImage or Get-LambdaFunctionImage.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Image"), ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ImageUriCompleter))]
    public string ImageUri { get; set; } = "";

    /// <summary>The base to move to. Default: what the tag that the image was built from points at now.</summary>
    [Parameter(Position = 1)]
    public string? Base { get; set; }

    /// <summary>The base that the image was built on, by digest. Default: what the image says.</summary>
    [Parameter]
    public string? OldBase { get; set; }

    /// <summary>Tags to point at the result. Default: the tag of the reference, if it has one.</summary>
    [Parameter, Alias("Tags")]
    [ArgumentCompleter(typeof(TagCompleter))]
    public string[] Tag { get; set; } = [];

    /// <summary>Processor, where the reference is an index of several images.</summary>
    [Parameter, ArchitectureArgument]
    public LambdaArchitecture? Architecture { get; set; }

    /// <summary>Moves layers, too, that other instructions than COPY, ADD and WORKDIR made.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override IEnumerable<Work<PublishedLambdaImage>> Prepare()
    {
        var request = new RebaseRequest
        {
            ImageUri = ImageUri,
            Base = Given(Base),
            OldBase = Given(OldBase),
            Tags = Tag,
            Architecture = Architecture,
            Force = Force.IsPresent,
            AllowInsecureRegistry = AllowInsecureRegistry.IsPresent,
            Session = Session(),
        };
        return [(steps, cancel) => steps.DoAsync(request, cancel)];
    }
}
