using System.Management.Automation;
using LambdaImage.Binding;
using LambdaImage.Pipeline;

namespace LambdaImage.Commands;

/// <summary>Tells what a folder holds, which of the three modes applies, and why.</summary>
[Cmdlet(VerbsCommon.Get, "LambdaProject", DefaultParameterSetName = ParameterSets.Managed)]
[OutputType(typeof(LambdaProject))]
public sealed class GetLambdaProjectCommand : ProjectCommand<LambdaProject>
{
    private protected override IEnumerable<Work<LambdaProject>> Prepare() =>
        Requests().Select(Work<LambdaProject> (request) => (steps, cancel) => steps.DoAsync(request, cancel));

    private protected override void Write(LambdaProject result)
    {
        if (result.Images.Count == 0) base.Write(result);
        else WriteObject(result.Images, enumerateCollection: true);
    }
}
