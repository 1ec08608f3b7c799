using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace LambdaImage.Binding;

/// <summary>Completes -Architecture with the names that the Lambda API has for the processors.</summary>
internal sealed class ArchitectureCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters) =>
        Enum.GetValues<LambdaArchitecture>()
            .Select(LambdaArchitectures.ApiName)
            .Where(name => name.StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(name));
}
