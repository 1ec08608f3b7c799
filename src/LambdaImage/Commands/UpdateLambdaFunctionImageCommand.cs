using System.Management.Automation;
using LambdaImage.Binding;
using LambdaImage.Pipeline;

namespace LambdaImage.Commands;

/// <summary>Points Lambda functions at an image, or creates them when a role is given. Several functions are worked on
/// side by side; each has a result or an error of its own.</summary>
[Cmdlet(VerbsData.Update, "LambdaFunctionImage", SupportsShouldProcess = true,
    DefaultParameterSetName = ParameterSets.Image)]
[OutputType(typeof(LambdaFunctionDeployment))]
public sealed partial class UpdateLambdaFunctionImageCommand : FunctionSettingsCommand<IReadOnlyList<FunctionOutcome>>
{
    private readonly List<UpdateFunctionRequest> _functions = [];

    /// <summary>Only asks Lambda whether it would take the image: access, image and revision are checked, nothing is
    /// written.</summary>
    [Parameter]
    public SwitchParameter DryRun { get; set; }

    /// <summary>How many functions are worked on at once. Default: 5, as Lambda limits the rate of calls.</summary>
    [Parameter, ValidateRange(1, 50)]
    public int ThrottleLimit { get; set; } = UpdateFunctionsRequest.DefaultThrottleLimit;

    private protected override IEnumerable<Work<IReadOnlyList<FunctionOutcome>>> Prepare()
    {
        _functions.AddRange(Requests().Select(request => request with { DryRun = DryRun.IsPresent }));
        return [];
    }

    private protected override IEnumerable<Work<IReadOnlyList<FunctionOutcome>>> Finish()
    {
        if (_functions is not [var first, ..]) return [];
        if (_functions.Count > 1)
        {
            var request = new UpdateFunctionsRequest { Functions = _functions, ThrottleLimit = ThrottleLimit };
            return [(steps, cancel) => steps.DoAsync(request, cancel)];
        }

        return [async (steps, cancel) => await steps.DoAsync(first, cancel) is { } done
            ? [new FunctionOutcome { FunctionName = first.FunctionName, Deployment = done }]
            : null];
    }

    private protected override void Write(IReadOnlyList<FunctionOutcome> result)
    {
        foreach (var outcome in result.Where(each => each.Deployment is not null)) WriteObject(outcome.Deployment);
        foreach (var outcome in result.Where(each => each.Failure is not null)) Fail(outcome.Failure!);
    }
}
