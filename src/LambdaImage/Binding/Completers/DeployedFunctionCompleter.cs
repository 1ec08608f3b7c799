namespace LambdaImage.Binding.Completers;

/// <summary>Completes the functions that the folder's files describe, then those of the account.</summary>
internal sealed class DeployedFunctionCompleter : LiveCompleter
{
    private protected override IEnumerable<Completion> Words(TypedCommand typed) =>
    [
        .. Find(typed, new()
        {
            Kind = CompletionKind.ServiceFunction,
            Of = typed.Folder,
            Configuration = typed.Configuration,
            Stage = typed.Text("Stage"),
        }),
        .. Find(typed, new() { Kind = CompletionKind.Function }),
    ];
}
