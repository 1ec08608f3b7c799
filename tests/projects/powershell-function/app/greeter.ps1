#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'AWS.Tools.SimpleSystemsManagement'; RequiredVersion = '5.0.90' }

$greeting = 'Hello'

function Get-Greeting {
    [CmdletBinding()]
    param($LambdaInput, $LambdaContext)

    Write-Host "Event $($LambdaContext.AwsRequestId)"
    @{ message = "$greeting $($LambdaInput.name)" }
}
