namespace LambdaImage.Binding.Completers;

/// <summary>Completes -Framework.</summary>
internal sealed class FrameworkCompleter : WordCompleter
{
    private protected override IEnumerable<Completion> Words(TypedCommand typed) =>
        LambdaFrameworks.Names.Select(name => new Completion(name));
}
