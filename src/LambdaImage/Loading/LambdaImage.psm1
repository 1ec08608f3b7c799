# A process holds one assembly of a name. Where another copy of this module has been imported before, as it is after an update, its
# cmdlets are the ones that this session can have. The usual way calls no methods: constrained language mode does not let it.
$file = "$PSScriptRoot/bin/LambdaImage.dll"
try {
    $cmdlets = Import-Module $file -PassThru -ErrorAction Stop
}
catch [IO.FileLoadException] {
    $global:Error.RemoveAt(0)
    $cmdlets = Import-Module -Assembly ([AppDomain]::CurrentDomain.GetAssemblies().Where({ $_.GetName().Name -eq 'LambdaImage' }, 'First')[0]) -PassThru
}

$loaded = $cmdlets.ImplementingAssembly
if (($loaded.Location -replace '\\', '/') -ne ($file -replace '\\', '/') -and $loaded.GetName().Version -ne [Reflection.AssemblyName]::GetAssemblyName($file).Version) {
    Write-Warning "This PowerShell goes on with LambdaImage $($loaded.GetName().Version.ToString(3)), which it has loaded from $($loaded.Location). For the one in $PSScriptRoot, start a new PowerShell."
}
