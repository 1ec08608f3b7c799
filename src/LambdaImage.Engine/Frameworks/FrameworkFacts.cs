namespace LambdaImage.Engine.Frameworks;

/// <summary>What the documentation's table says of a framework.</summary>
/// <param name="Language">Heading under which it stands, for example <c>Python</c>.</param>
/// <param name="Base">Base image of the final stage, for example <c>public.ecr.aws/lambda/python</c>.</param>
/// <param name="Start">What the image starts, for example <c>app.handler</c> or <c>gunicorn app:app</c>.</param>
/// <param name="Port">Port of the web server; null for a native Lambda handler.</param>
/// <param name="Notes">What else is worth knowing; may be empty.</param>
internal sealed record FrameworkFacts(string Language, string Base, string Start, string? Port = null, string Notes = "");
