using System.Management.Automation;
using LambdaImage.Binding.Completers;
using LambdaImage.Pipeline;

namespace LambdaImage.Commands;

/// <summary>Tells the releases of a function, newest first: version, image, commit, who, and which is live.</summary>
[Cmdlet(VerbsCommon.Get, "LambdaFunctionRelease")]
[OutputType(typeof(LambdaFunctionRelease))]
public sealed class GetLambdaFunctionReleaseCommand : AwsCommand<LambdaReleaseHistory>
{
    /// <summary>Name or ARN of the function.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true), Alias("FunctionArn")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FunctionCompleter))]
    public string FunctionName { get; set; } = "";

    /// <summary>How many to tell. Default: 20.</summary>
    [Parameter, ValidateRange(1, 1000)]
    public int First { get; set; } = ReleaseHistoryRequest.DefaultLimit;

    private protected override IEnumerable<Work<LambdaReleaseHistory>> Prepare()
    {
        var request = new ReleaseHistoryRequest { FunctionName = FunctionName, Limit = First, Session = Session() };
        return [(steps, cancel) => steps.DoAsync(request, cancel)];
    }

    private protected override void Write(LambdaReleaseHistory result) => WriteObject(result.Releases, enumerateCollection: true);
}
