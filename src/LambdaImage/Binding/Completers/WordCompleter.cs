using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace LambdaImage.Binding.Completers;

/// <summary>Completes the word under the cursor. A completer only says which words there are.</summary>
internal abstract class WordCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        var word = new TypedWord(wordToComplete);
        return Words(new TypedCommand(word.Text, fakeBoundParameters))
            .Where(choice => choice.Text.StartsWith(word.Text, StringComparison.OrdinalIgnoreCase))
            .DistinctBy(choice => choice.Text)
            .Select(choice => new CompletionResult(
                word.Complete(choice.Text), choice.Text, CompletionResultType.ParameterValue, choice.Explanation ?? choice.Text));
    }

    /// <summary>The words, whether or not they fit to what has been typed of one.</summary>
    private protected abstract IEnumerable<Completion> Words(TypedCommand typed);
}
