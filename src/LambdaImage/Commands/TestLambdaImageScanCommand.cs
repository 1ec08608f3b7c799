using System.Management.Automation;
using LambdaImage.Binding;
using LambdaImage.Binding.Completers;
using LambdaImage.Pipeline;

namespace LambdaImage.Commands;

/// <summary>Waits for what a scan finds in an image that is in Amazon ECR; starts the scan when there was none.</summary>
[Cmdlet(VerbsDiagnostic.Test, "LambdaImageScan", SupportsShouldProcess = true)]
[OutputType(typeof(ImageScan))]
public sealed class TestLambdaImageScanCommand : AwsCommand<ImageScan>
{
    /// <summary>Reference of the image in Amazon ECR, or the image from Publish-LambdaImage.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ImageUriCompleter))]
    public string ImageUri { get; set; } = "";

    /// <summary>Mildest finding that is a failure: Critical, High, Medium, Low, Informational or Undefined.</summary>
    [Parameter]
    public ScanSeverity? FailOnSeverity { get; set; }

    /// <summary>How long to wait for the scan. Default: 300.</summary>
    [Parameter, SecondsArgument, ValidateRange(1, 3600)]
    public int? ScanTimeoutSeconds { get; set; }

    private protected override IEnumerable<Work<ImageScan>> Prepare()
    {
        var request = new ScanRequest
        {
            ImageUri = ImageUri,
            FailOn = FailOnSeverity,
            Timeout = ScanTimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : ScanRequest.DefaultTimeout,
            Session = Session(),
        };
        return [(steps, cancel) => steps.DoAsync(request, cancel)];
    }
}
