using System.Management.Automation;
using LambdaImage.Binding.Completers;
using LambdaImage.Pipeline;

namespace LambdaImage.Commands;

/// <summary>Tells which images functions run, and whether those are still what their tags point at.</summary>
[Cmdlet(VerbsCommon.Get, "LambdaFunctionImage", DefaultParameterSetName = ByName)]
[OutputType(typeof(LambdaFunctionImage))]
public sealed class GetLambdaFunctionImageCommand : AwsCommand<IReadOnlyList<FunctionImagesOutcome>>
{
    private const string ByName = "Name";
    private const string Everything = "All";

    private readonly List<(AwsSession Session, string[] Names)> _inputs = [];

    /// <summary>Names or ARNs; wildcards match functions made from images.</summary>
    [Parameter(ParameterSetName = ByName, Mandatory = true, Position = 0, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Alias("FunctionArn"), SupportsWildcards, ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FunctionCompleter))]
    public string[] FunctionName { get; set; } = [];

    /// <summary>All functions of the Region that are made from images.</summary>
    [Parameter(ParameterSetName = Everything, Mandatory = true)]
    public SwitchParameter All { get; set; }

    /// <summary>Tells published versions too.</summary>
    [Parameter]
    public SwitchParameter Version { get; set; }

    /// <summary>Tells aliases too.</summary>
    [Parameter]
    public SwitchParameter Alias { get; set; }

    /// <summary>How many calls are made at once. Default: 5, as Lambda limits the rate of calls.</summary>
    [Parameter, ValidateRange(1, 50)]
    public int ThrottleLimit { get; set; } = UpdateFunctionsRequest.DefaultThrottleLimit;

    // All names of a session together, so that each repository is looked at once.
    private protected override IEnumerable<Work<IReadOnlyList<FunctionImagesOutcome>>> Prepare()
    {
        _inputs.Add((Session(), FunctionName));
        return [];
    }

    private protected override IEnumerable<Work<IReadOnlyList<FunctionImagesOutcome>>> Finish()
    {
        foreach (var group in _inputs.GroupBy(input => input.Session, input => input.Names))
        {
            var request = new FunctionImagesRequest
            {
                FunctionNames = [.. group.SelectMany(names => names)],
                Versions = Version.IsPresent,
                Aliases = Alias.IsPresent,
                ThrottleLimit = ThrottleLimit,
                Session = group.Key,
            };
            yield return (steps, cancel) => steps.DoAsync(request, cancel);
        }
    }

    private protected override void Write(IReadOnlyList<FunctionImagesOutcome> result)
    {
        WriteObject(result.SelectMany(each => each.Images), enumerateCollection: true);
        foreach (var outcome in result.Where(each => each.Failure is not null)) Fail(outcome.Failure!);
    }
}
