using System.Management.Automation;
using LambdaImage.Binding;
using LambdaImage.Pipeline;

namespace LambdaImage.Commands;

/// <summary>Tells what Update-LambdaFunctionImage with the same parameters would change. Nothing is written.</summary>
[Cmdlet(VerbsData.Compare, "LambdaFunctionImage", DefaultParameterSetName = ParameterSets.Image)]
[OutputType(typeof(LambdaFunctionComparison))]
public sealed class CompareLambdaFunctionImageCommand : FunctionSettingsCommand<LambdaFunctionComparison>
{
    private protected override IEnumerable<Work<LambdaFunctionComparison>> Prepare() => Requests()
        .Select(request => new CompareFunctionRequest { Update = request })
        .Select(Work<LambdaFunctionComparison> (request) => (steps, cancel) => steps.DoAsync(request, cancel));
}
